import streamlit as st
st.set_page_config(layout="wide", page_title="Northstar")
COMP = st.components.v2.component("northstar_cards", css="""
:host{display:block}
.card{border:1px solid var(--st-border-color);border-radius:8px;padding:14px 16px;font-family:var(--st-font);color:var(--st-text-color)}
.v{font-size:22px;font-weight:600}
""", html="<div class='root'></div>", js="""
export default function(component){
  const {data,parentElement,setTriggerValue}=component;
  const root=parentElement.querySelector('.root');
  root.innerHTML=data.html;
  root.onclick=e=>{const t=e.target.closest('[data-open]'); if(t) setTriggerValue('open', t.dataset.open)};
}
""")
def page():
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        r=st.multiselect("Region", ["NA","EMEA","APAC","LATAM"], placeholder="All regions", label_visibility="collapsed", key="region", bind="query-params", persist_state="session", width=200)
        st.selectbox("Segment", ["All segments","SMB"], label_visibility="collapsed", width=160,key="segment")
        st.selectbox("Period", ["Q3 2026","Sep 2026"], label_visibility="collapsed", width=160,key="period")
        st.markdown(":gray[against]", width="content")
        st.selectbox("Against", ["the year before"], label_visibility="collapsed", width=170,key="against")
        st.space("stretch")
        st.markdown(":small[:gray[Demo company]] :orange[●] :small[As of 30 Sep 2026, 2 of 214 checks failed]", width="content")
    a,b=st.columns([3,2])
    with a.container(border=True):
        c1,c2=st.columns([1,2])
        with c1: COMP(data={"html":f"<div data-open='nps'>North Star {r}<div class=v>34.2</div></div>"}, key="ns", on_open_change=lambda:None)
        with c2: st.vega_lite_chart({"a":[1,2,3],"b":[3,5,2]},{"mark":"line","encoding":{"x":{"field":"a","type":"quantitative"},"y":{"field":"b","type":"quantitative"}}, "height":150}, theme=None)
    with b:
        COMP(data={"html":"<div class=card>Win rate<div class=v>24.1 %</div></div>"*2}, key="c2", on_open_change=lambda:None)
def other(): st.write("x")
nav=st.navigation([st.Page(page,title="Overview",default=True),st.Page(other,title="Top Ten",url_path="top_ten"),st.Page(lambda:None,title="Data health",url_path="data_health")], position="top")
nav.run()
