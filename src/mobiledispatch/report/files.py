"""The day's files in a folder: the spreadsheet, a sheet for each therapist, the map."""

from pathlib import Path

from mobiledispatch.report.day import DaySheet
from mobiledispatch.report.inert import file_name
from mobiledispatch.report.itinerary_csv import render_itinerary_csv
from mobiledispatch.report.map_page import render_map
from mobiledispatch.report.sheet import render_sheet
from mobiledispatch.report.whole_file import private_folder, save_whole


def save_report(day: DaySheet, folder: Path) -> list[Path]:
    """Write itinerary.csv, sheets/<therapist>.txt and map.html into `folder`; their paths in that order.

    All is rendered before the first file is touched. Files are mode 0600, new folders 0700. OSError if the disk
    refuses.
    """
    texts = {Path("itinerary.csv"): render_itinerary_csv(day)}
    texts |= {Path("sheets", f"{file_name(name)}.txt"): render_sheet(day, name) for name in day.crew}
    texts[Path("map.html")] = render_map(day)
    paths = [(private_folder(folder) / name, text) for name, text in texts.items()]
    for path, _ in paths:
        private_folder(path.parent)
    return [save_whole(path, text) for path, text in paths]
