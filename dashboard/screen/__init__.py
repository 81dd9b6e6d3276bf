"""The screen: everything that knows Streamlit.

router     the script of every visit        frame      what stands around every page
filters    the filter bar, in the address   links      from what was clicked to where it stands
kit        blocks drawn                     setup      the page before the first snapshot
warm       views read ahead                 memory     what is freed is given back
routes, preload, sockets   how the server answers
"""
