import folium


def layer(frame):
    return folium.GeoJson(frame)
