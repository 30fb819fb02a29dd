import streamlit as st

import orders

st.set_page_config(page_title="Orders", layout="wide")
st.title("Orders of the bakery")

# Kept for as long as the browser stays connected.
if "baked" not in st.session_state:
    st.session_state.baked = 0
if st.button("Bake one"):
    st.session_state.baked += 1
st.metric("Baked in this visit", st.session_state.baked)


@st.cache_data
def everything():
    return orders.read()


customer = st.selectbox("Customer", ["all", *sorted(everything().customer.unique())])
shown = orders.of_customer(everything(), None if customer == "all" else customer)
st.dataframe(shown, hide_index=True)
st.caption(f"{len(shown)} orders, {shown.total.sum():.2f} in all")

if "bakery" in st.secrets:
    st.caption(f"Ovens: {st.secrets['bakery']['ovens']}")
