# SPDX-License-Identifier: GPL-2.0-or-later
"""Faults that tests script onto routes, and actions that happen between two requests."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

KINDS = frozenset(
    {
        "429",  # too many requests; retry_after=seconds
        "html403",  # the edge firewall
        "html502",
        "html504",  # a gateway page; after_effect=True lets the request take effect first
        "json500",
        "truncated",  # full Content-Length, a part of the body, then the end
        "drip",  # a few bytes at a time; pause=seconds between two pieces
        "reset",  # the connection is reset; after_bytes of the request's body were read
        "silence",  # nothing at all for pause seconds, then the real answer
        "wrong-bytes",  # the right size, one byte changed; at=its offset in the body, else one in the middle
        "ignore-range",  # 200 and the whole file
        "redirect",  # 302 to the address in body
        "html200",  # a maintenance page instead of JSON
        "lost-transfer",  # PUT of a draft's file: 200 with errors, and the file's entry is gone
        "bad-json",  # JSON that is not what was expected; body=text
    }
)


@dataclass
class Fault:
    """One scripted fault: the next `times` requests that match get it."""

    pattern: re.Pattern[str]
    kind: str
    times: int
    method: str | None = None
    skip: int = 0
    after_effect: bool = False
    retry_after: int | None = 1
    pause: float = 0.05
    after_bytes: int | None = None
    keep: float = 0.5
    body: str = ""
    at: int | None = None
    met: int = field(default=0)


@dataclass
class Hook:
    """Something that happens right before or after the next matching request is answered."""

    pattern: re.Pattern[str]
    action: Callable[[], object]
    times: int
    when: str
    skip: int = 0


class Script:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._hooks: list[Hook] = []

    def add(self, fault: Fault) -> Fault:
        if fault.kind not in KINDS:
            raise ValueError(f"no such fault: {fault.kind}")
        with self._lock:
            self._faults.append(fault)
        return fault

    def hook(self, hook: Hook) -> None:
        with self._lock:
            self._hooks.append(hook)

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()
            self._hooks.clear()

    def fault_for(self, method: str, target: str) -> Fault | None:
        with self._lock:
            for fault in self._faults:
                if fault.times <= 0 or (fault.method and fault.method != method):
                    continue
                if fault.pattern.search(target):
                    if fault.skip:
                        fault.skip -= 1
                        continue
                    fault.times -= 1
                    fault.met += 1
                    return fault
        return None

    def run_hooks(self, when: str, target: str) -> None:
        due = []
        with self._lock:
            for hook in self._hooks:
                if hook.times > 0 and hook.when == when and hook.pattern.search(target):
                    if hook.skip:
                        hook.skip -= 1
                        continue
                    hook.times -= 1
                    due.append(hook.action)
        for action in due:
            action()
