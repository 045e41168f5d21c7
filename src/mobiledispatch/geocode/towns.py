"""Municipalities: one name for each, which ones are served, and which are far away."""

EDMONTON = "Edmonton"
_SERVED = {
    EDMONTON: "EDM|YEG|EDMONTN|EDMONTON AREA",
    "St. Albert": "SAINT ALBERT|ST-ALBERT|ST ALBERT|STALBERT",
    "Sherwood Park": "SHERWOOD PK|SHERWOODPARK",
    "Strathcona County": "STRATHCONA|COUNTY OF STRATHCONA",
    "Spruce Grove": "",
    "Stony Plain": "STONEY PLAIN",
    "Leduc": "",
    "Leduc County": "",
    "Nisku": "",
    "Beaumont": "",
    "Fort Saskatchewan": "FT SASKATCHEWAN|FORT SASK|FT SASK",
    "Devon": "",
    "Morinville": "",
    "Gibbons": "",
    "Bon Accord": "",
    "Ardrossan": "",
    "Acheson": "",
    "Enoch": "",
    "Spring Lake": "",
    "Parkland County": "PARKLAND",
    "Sturgeon County": "STURGEON",
    "Namao": "",
    "Calahoo": "",
    "Lancaster Park": "",
}
_FAR = """Calgary|Red Deer|Lethbridge|Medicine Hat|Fort McMurray|Grande Prairie|Airdrie|Cochrane|Okotoks
Lloydminster|Camrose|Wetaskiwin|Lacombe|Canmore|Banff|Jasper|Hinton|Edson|Brooks|Cold Lake|Whitecourt
Drayton Valley|Athabasca|Westlock|Barrhead|Vegreville|Tofield|Ponoka|Sylvan Lake|Chestermere|High River
Strathmore|Olds|Innisfail|Slave Lake|Peace River|Drumheller|Vancouver|Victoria|Toronto|Montreal|Ottawa
Winnipeg|Regina|Saskatoon|Kelowna|Halifax|Surrey|Burnaby|Richmond|Hamilton|Quebec"""
_PROVINCES = ["BC", "SK", "MB", "ON", "QC", "NB", "NS", "PE", "NL", "YT", "NT", "NU"]

TOWNS = {
    alias: town
    for town, others in _SERVED.items()
    for alias in (town.upper().replace(".", ""), *others.split("|"))
    if alias
}
TOWNS |= {f"{kind} OF {alias}": town for alias, town in tuple(TOWNS.items()) for kind in ("CITY", "TOWN")}
FAR = {name.upper(): name for line in _FAR.splitlines() for name in line.split("|")}
FAR |= {p: p for p in _PROVINCES}

# Roads of Sherwood Park are listed under that name, whichever of the two a client uses.
SAME_ROADS = {"Strathcona County": "Sherwood Park"}
# Small towns whose streets and avenues are numbered from a centre at 50 and 50, as a part of Edmonton's also are.
CENTRED_ON_FIFTY = ("Leduc", "Stony Plain", "Beaumont", "Devon", "Gibbons", "Bon Accord")
