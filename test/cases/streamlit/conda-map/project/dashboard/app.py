import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

from dashboard.layers import layer

st.set_page_config(page_title="Atlas")
st_folium(layer(gpd.read_file(st.text_input("file", "places.geojson"))))
