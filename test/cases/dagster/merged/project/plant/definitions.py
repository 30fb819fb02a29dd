import dagster as dg

from plant import north, south

defs = dg.Definitions.merge(north.defs, south.defs)
