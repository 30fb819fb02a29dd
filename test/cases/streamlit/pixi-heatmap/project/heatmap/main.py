import plotly.express as px
import streamlit as st

from heatmap.fetch import grid

st.plotly_chart(px.imshow(grid()))
