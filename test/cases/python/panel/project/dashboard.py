import panel as pn

pn.extension()
slider = pn.widgets.IntSlider(name="n", start=0, end=10)
pn.Column("# Numbers", slider).servable()
