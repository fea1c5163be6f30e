# SPDX-License-Identifier: GPL-2.0-or-later
"""An imagined lagoon: what lies on its bottom at a place in a year, what a model and people say of it.

Surveys of the same place see the same bottom; the heat of 2023 bleaches its coral, and less of it is left a
year later. Positions are metres east and north of the lagoon's south-western corner.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

SOUTH_WEST = (-21.0860, 55.2240)
"""Latitude and longitude of the lagoon's corner."""
METRES_PER_DEGREE = 111_320.0
PRESENT = 0.1
"""From this share on a careful eye says that something is there."""


@dataclass(frozen=True)
class Scene:
    """Shares of the bottom (0 to 1 each, about 1 together) and how many of each guest are there."""

    sand: float = 0.0
    rubble: float = 0.0
    seagrass: float = 0.0
    branching: float = 0.0
    massive: float = 0.0
    turf: float = 0.0
    bleached: float = 0.0
    dead: float = 0.0
    fish: int = 0
    urchins: int = 0
    cucumbers: int = 0
    blurred: bool = False

    def share(self, name: str) -> float:
        """How much a class of the model is there, from 0 to 1."""
        coral = self.branching + self.massive
        told = {
            "Sand": self.sand,
            "Rubble": self.rubble,
            "Syringodium_isoetifolium": self.seagrass,
            "Acropore_branched": self.branching + 0.6 * self.bleached,
            "No_acropore_massive": self.massive,
            "No_acropore_sub_massive": 0.35 * self.massive,
            "Living_coral": coral + 0.5 * self.bleached,
            "Bleached_coral": self.bleached,
            "Dead_coral": self.dead,
            "Algae_sodding": self.turf,
            "Algae_assembly": 0.8 * self.turf,
            "Rock": 0.3 * self.massive + 0.25 * self.dead,
            "Fish": min(1.0, 0.3 * self.fish),
            "Sea_urchins": min(1.0, 0.4 * self.urchins),
            "Sea_cucumber": min(1.0, 0.5 * self.cucumbers),
            "Atra/Leucospilota": min(1.0, 0.45 * self.cucumbers),
            "Blurred": 0.9 if self.blurred else 0.0,
        }
        return told.get(name, 0.0)


def bottom(east: float, north: float, year: int, chance: random.Random) -> Scene:
    """What a camera sees there; `chance` decides about guests and a shaken camera."""
    patches = _field(east, north, 31.0, 1)
    meadow = max(0.0, _field(east, north, 44.0, 2) - 0.5) * 2.6
    reef = max(0.0, patches - 0.38) * 2.2
    flat = 1 / (1 + math.exp(-(north - 92 + 18 * _field(east, north, 60.0, 3)) / 7))
    growth = _field(east, north, 17.0, 4)
    alive = {2019: 1.0, 2021: 0.97, 2022: 0.94, 2023: 0.45}.get(year, 0.38 if year > 2023 else 1.0)
    coral = min(0.9, reef)
    branching, massive = coral * growth, 0.75 * coral * (1 - growth)
    lost = (1 - alive) * branching
    shares = {
        "seagrass": min(0.95, meadow * (1 - coral)),
        "branching": branching - lost,
        "massive": massive,
        "bleached": 0.85 * lost if year == 2023 else 0.0,
        "dead": lost * (0.15 if year == 2023 else 0.45),
        "turf": 0.1 + lost * (0.5 if year > 2023 else 0.1) + 0.12 * flat,
        "rubble": 0.75 * flat * (1 - 0.6 * coral) + 0.12 * coral,
    }
    shares["sand"] = max(0.04, 1 - sum(shares.values()))
    whole = sum(shares.values())
    lively = shares["branching"] + shares["massive"]
    return Scene(
        **{name: share / whole for name, share in shares.items()},
        fish=chance.choice((0, 1, 2, 3, 5)) if chance.random() < 0.15 + 0.7 * lively else 0,
        urchins=chance.choice((1, 2, 3)) if chance.random() < 0.25 * shares["rubble"] + 0.05 else 0,
        cucumbers=chance.choice((1, 1, 2)) if chance.random() < 0.22 * shares["sand"] else 0,
        blurred=chance.random() < 0.04,
    )


def scene_of(latitude: float, longitude: float, year: int, frame: str) -> Scene:
    """The scene of a frame, always the same; `frame` is its path."""
    north = (latitude - SOUTH_WEST[0]) * METRES_PER_DEGREE
    east = (longitude - SOUTH_WEST[1]) * METRES_PER_DEGREE * math.cos(math.radians(latitude))
    return bottom(east, north, year, random.Random(frame))


def scores(scene: Scene, classes: Sequence[str], chance: random.Random) -> list[float]:
    """What a model would say: sure where there is much of something, now and then wrong."""
    found = []
    for name in classes:
        share = scene.share(name)
        score = 0.05 + 0.92 * (1 - math.exp(-6 * share)) + chance.gauss(0, 0.06) if share else 0.0
        score += abs(chance.gauss(0, 0.02))
        if chance.random() < 0.01 and name not in {"Homo_sapiens", "Human_object"}:
            score = 1 - score
        found.append(min(0.9951, max(0.0004, score)))
    return found


def seen(scene: Scene, classes: Sequence[str], chance: random.Random, mistakes: float = 0.01) -> list[int]:
    """What a person would tick: 1 for each class that is there; a share of `mistakes` is ticked wrongly."""
    return [int((scene.share(name) >= PRESENT) != (chance.random() < mistakes)) for name in classes]


def _field(east: float, north: float, size: float, number: int) -> float:
    """A smooth field between 0 and 1 with features of about `size` metres; another for each `number`."""
    told = random.Random(number)
    total = 0.0
    for _ in range(5):
        angle, phase = told.uniform(0, math.pi), told.uniform(0, 2 * math.pi)
        length = size * told.uniform(0.7, 1.6)
        along = east * math.cos(angle) + north * math.sin(angle)
        total += math.sin(2 * math.pi * along / length + phase)
    return 0.5 + 0.5 * math.tanh(0.55 * total)
