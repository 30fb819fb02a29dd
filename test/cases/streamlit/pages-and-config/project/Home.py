import pandas as pd
import streamlit as st

from charts import line

st.title("Tides")
table = pd.read_csv("data/tides.csv")
st.dataframe(table)
line(table)
st.image("logo.svg")
st.caption(st.secrets["service"]["contact"])
