import streamlit as st

shop = st.connection("shop", type="sql")
st.title("Sales")
st.dataframe(shop.query("select day, total from sales"))
