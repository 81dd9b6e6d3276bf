"""A deck of slides in PowerPoint: native charts and tables, which whoever presents can change.

presentation  the whole: title, a slide a finding, definitions and checks
layouts       the company's own template, or ours, and where on its slides things stand
content       a block in its place               figures    figures, sentences, facts as words in boxes
tables        rows as native tables              pictures   what PowerPoint has no form for, as vectors
charts        a kind of chart in its native form: lines, rows, waterfall; ``form`` its data, ``marks`` its look
words         text boxes and runs                numbers    d3's formats as a sheet's
"""
