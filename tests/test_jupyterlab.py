"""Notebook 03 in a real JupyterLab, in a headless Chromium: what appears, and in which cell."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from notebooks import build

playwright = pytest.importorskip("playwright.sync_api", reason="pip install -e '.[browser]'")
pytest.importorskip("jupyterlab", reason="pip install -e '.[notebook]'")

pytestmark = [
    pytest.mark.spark,
    pytest.mark.browser,
    pytest.mark.whole,
    pytest.mark.timeout(600),
]

NAME = "03_blocks.ipynb"
#: The file for a screenshot for the docs; none by default.
KEPT = os.environ.get("SPARKISH_SCREENSHOT")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
SETTINGS = {
    # All cells are in the page, not only the visible ones.
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """A JupyterLab on a copy of the notebooks, without their outputs; its address."""
    folder = tmp_path / "notebooks"
    shutil.copytree(build.HERE, folder)
    for source in build.sources():
        nbformat.write(build.read(source), folder / f"{source.stem}.ipynb")
    for name, setting in SETTINGS.items():
        file = tmp_path / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(setting))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    options = {
        "ServerApp.port": port,
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": "secret",
        "LabApp.expose_app_in_browser": True,
    }
    command += [f"--{name}={value}" for name, value in options.items()]
    environment = {
        **os.environ,
        "JUPYTERLAB_SETTINGS_DIR": str(tmp_path / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "workspaces"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
    }
    with (tmp_path / "lab.log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
    try:
        deadline = time.monotonic() + 90
        while not answers(f"{address}/api?token=secret"):
            assert server.poll() is None, (tmp_path / "lab.log").read_text()
            assert time.monotonic() < deadline, (tmp_path / "lab.log").read_text()
            time.sleep(0.2)
        yield address
    finally:
        # The server ends its kernels, and they end their JVMs.
        server.terminate()
        server.wait(60)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except OSError:
        return False


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("there is no chromium: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        # Chromium's own sandbox does not work for root.
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 1000})
        yield page
        page.screenshot(path=tmp_path / "lab.png")
        browser.close()


def test_blocksAndBatchesAreInTheirCells(lab: str, page: Any) -> None:
    page.goto(f"{lab}/lab/tree/{NAME}?token=secret")
    page.wait_for_function("() => window.jupyterapp", timeout=90_000)
    page.evaluate("() => window.jupyterapp.started")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=90_000)
    page.evaluate(
        """async () => {
            const panel = window.jupyterapp.shell.currentWidget;
            await panel.context.ready;
            await panel.sessionContext.ready;
            await window.jupyterapp.commands.execute('notebook:run-all-cells');
        }"""
    )
    code = page.locator(".jp-Notebook .jp-CodeCell")
    cells = [code.nth(n) for n in range(code.count())]
    sources = [
        cell.source
        for cell in build.read(build.HERE / "03_blocks.py").cells
        if cell.cell_type == "code"
    ]
    assert len(cells) == len(sources)
    prompts = page.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts()
    errors = page.locator('[data-mime-type="application/vnd.jupyter.error"]').all_inner_texts()
    assert [prompt.strip("[]: ") for prompt in prompts] == [
        str(n) for n in range(1, len(sources) + 1)
    ], errors

    for cell, source in zip(cells, sources, strict=True):
        output = cell.locator(".jp-OutputArea").inner_text()
        images = cell.locator(".jp-OutputArea img").count()
        batches = output.count(" partitions, lines in each: ")
        if ".runFor(" in source:
            wanted = int(source.split(".runFor(batches=")[1].split(")")[0])
            assert (batches, images) == (wanted, 0), source
        else:
            drawn = source.startswith("blocks(") or source == "picture"
            assert (batches, images) == (0, int(drawn)), source

    picture = next(
        cell for cell, source in zip(cells, sources, strict=True) if source == "picture"
    ).locator("img")
    size = picture.evaluate("image => [image.complete, image.naturalWidth, image.naturalHeight]")
    assert size[0]
    assert min(size[1:]) > 100
    picture.scroll_into_view_if_needed()
    if KEPT is not None:
        page.screenshot(path=KEPT)
