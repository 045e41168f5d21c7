"""The phone desk: which times can be offered now, what each costs, and who gets them.

Nothing here imports pandas, numpy, folium, geopy or OR-Tools at its top: a caller is waiting. What needs them (an
address or a road never asked about, the exact search) loads them by itself.
"""
