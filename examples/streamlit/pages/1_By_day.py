import streamlit as st

import orders

st.title("Loaves by day")
st.bar_chart(orders.read().groupby("day").loaves.sum())
