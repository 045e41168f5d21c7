"""Where the region's towns are, to find one's way on a map without tiles. Rounded to about a kilometre."""

from mobiledispatch.model.place import Place

TOWNS = {
    "Edmonton": Place(lat=53.54, lon=-113.49),
    "St. Albert": Place(lat=53.63, lon=-113.63),
    "Sherwood Park": Place(lat=53.52, lon=-113.30),
    "Spruce Grove": Place(lat=53.55, lon=-113.91),
    "Stony Plain": Place(lat=53.53, lon=-114.00),
    "Leduc": Place(lat=53.27, lon=-113.55),
    "Beaumont": Place(lat=53.35, lon=-113.42),
    "Fort Saskatchewan": Place(lat=53.71, lon=-113.22),
    "Devon": Place(lat=53.36, lon=-113.73),
    "Morinville": Place(lat=53.80, lon=-113.65),
    "Gibbons": Place(lat=53.83, lon=-113.33),
    "Bon Accord": Place(lat=53.84, lon=-113.42),
    "Mill Woods": Place(lat=53.46, lon=-113.42),
    "Strathcona": Place(lat=53.52, lon=-113.50),
    "Castle Downs": Place(lat=53.61, lon=-113.52),
    "Clareview": Place(lat=53.60, lon=-113.40),
    "Terwillegar": Place(lat=53.45, lon=-113.58),
    "Jasper Place": Place(lat=53.54, lon=-113.58),
}
