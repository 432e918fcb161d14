# SPDX-License-Identifier: Apache-2.0
"""What two renderers show of our documents: seals where they were put, and the
slices of a cross-page seal that together are the seal.  The pictures stay in
BUILD/interop/pictures to be looked at."""
import math
import os

import pages
from documents import RIDE_PAGES
from suite import Trouble, json_lines

HERE = os.path.dirname(os.path.abspath(__file__))
PPM = 5                         # pixels per mm
SIDE, RADIUS = 40, 19.8         # mm: the seal, and its ring's outside
PAGE = (210, 297)
NEAR = 1.0                      # mm
CERTIFICATE_PAGES = 3
MARK_AT = (pages.MARK_CENTRE[0] - SIDE / 2, pages.MARK_CENTRE[1] - SIDE / 2)
# Cross-page seals: the edge, the seal's distance along it, and the pages of one
# seal from its left or upper slice on.  In a stack whose lower sheets stick out at
# that edge, page 1 on top, the slices must come to lie side by side.
MIDDLE = ((PAGE[0] - SIDE) / 2, (PAGE[1] - SIDE) / 2)
RIDES = {
    "v4-ride": [("right", MIDDLE[1], [1, 2, 3, 4, 5, 6, 7])],
    "ride-bottom": [("bottom", MIDDLE[0], [1, 2, 3, 4, 5, 6, 7])],
    "ride-left": [("left", 100, [4, 3, 2, 1]), ("left", 100, [7, 6, 5])],
    # The second is seen when the stack is turned over: page 6 is on top.
    "ride-sides": [("right", MIDDLE[1], [1, 3, 5, 7]), ("left", MIDDLE[1], [2, 4, 6])],
}


def whole(x, y):
    """The box of the ring of a seal whose top left corner is at x, y."""
    gap = SIDE / 2 - RADIUS
    return (x + gap, y + gap, x + SIDE - gap, y + SIDE - gap)


def slice_at(edge, along, thick):
    """The corner and size of a slice of a seal at the edge of its page."""
    if edge in ("left", "right"):
        return (0 if edge == "left" else PAGE[0] - thick, along, thick, SIDE)
    return (along, 0 if edge == "top" else PAGE[1] - thick, SIDE, thick)


def part(edge, along, i, n):
    """The box of the ring's part in slice i of n."""
    thick = SIDE / n
    x, y, width, height = slice_at(edge, along, thick)
    first, last = i * thick - SIDE / 2, (i + 1) * thick - SIDE / 2      # from the centre
    nearest = 0 if first <= 0 <= last else min(abs(first), abs(last))
    half, gap = math.sqrt(RADIUS ** 2 - nearest ** 2), SIDE / 2 - RADIUS
    begin, end = (gap if i == 0 else 0), (gap if i == n - 1 else 0)
    middle = along + SIDE / 2
    if edge in ("left", "right"):
        return (x + begin, middle - half, x + width - end, middle + half)
    return (middle - half, y + begin, middle + half, y + height - end)


def ride(name):
    boxes = [None] * RIDE_PAGES
    for edge, along, shown in RIDES[name]:
        for i, page in enumerate(shown):
            boxes[page - 1] = part(edge, along, i, len(shown))
    return boxes


# Document: what of red each page shows, None: nothing.
EXPECT = {
    "v4-tagged": [whole(125, 222)] + [None] * (CERTIFICATE_PAGES - 1),
    "v1-one": [whole(140, 220)],
    "v4-one": [whole(140, 220)],
    "v5-one": [whole(140, 220)],
    "v4-two": [(20.2, 220.2, 179.8, 259.8)],
    "sign-one": [None],
    **{name: ride(name) for name in RIDES},
    "place": [whole(*MARK_AT)] * RIDE_PAGES,
}


def check_page(seen, want):
    bad = []
    if abs(seen["width"] - PAGE[0]) > NEAR or abs(seen["height"] - PAGE[1]) > NEAR:
        bad.append("the picture is %.1f x %.1f mm" % (seen["width"], seen["height"]))
    if seen["ink"] < 0.0005:
        bad.append("the page is blank")
    if (seen["red"] is None) != (want is None):
        bad.append("red at %s, not %s" % (seen["red"], want))
    elif want is not None and any(abs(a - b) > NEAR for a, b in zip(seen["red"], want)):
        bad.append("red at %s, not %s" % (["%.1f" % n for n in seen["red"]], ["%.1f" % n for n in want]))
    return bad


class Renderer:
    def __init__(self, suite, programs, documents, name, out):
        self.suite, self.programs, self.name, self.out = suite, programs, name, out
        self.files = [documents.path(n + ".ofd") for n in EXPECT if n not in documents.troubles]

    def pixels(self, *words):
        return json_lines(["node", os.path.join(HERE, "node", "pixels.js")] + [str(w) for w in words],
                          env=self.programs.node)

    def page(self, stem, number):
        return os.path.join(self.out, "%s-%d.png" % (stem, number))

    def check_document(self, stem, result):
        expect = EXPECT[stem]
        self.suite.note("Pictures", stem, self.name, result["error"] or "%d pages" % result["pages"])
        if result["error"] or result["pages"] != len(expect):
            self.suite.case("pictures: %s: %s" % (stem, self.name),
                            ["%d pages of %d: %s" % (result["pages"], len(expect), result["error"])])
            return
        names = [self.page(stem, i + 1) for i in range(len(expect))]
        seen = self.pixels("measure", PPM, *names)
        for i, want in enumerate(expect):
            self.suite.case("pictures: %s: page %d: %s" % (stem, i + 1, self.name),
                            check_page(seen[os.path.basename(names[i])], want))

    def check_slices(self, stem):
        """Page beside page, the slices are the seal."""
        for number, (edge, along, shown) in enumerate(RIDES[stem]):
            out = os.path.join(self.out, "%s-together-%d.png" % (stem, number + 1))
            self.pixels("stitch" if edge in ("left", "right") else "pile", PPM, out,
                        *slice_at(edge, along, SIDE / len(shown)), *[self.page(stem, i) for i in shown])
            share = self.pixels("compare", PPM, out, 0, 0, self.page("v4-one", 1), 140, 220, SIDE,
                                SIDE)[os.path.basename(out)]["share"]
            self.suite.case("pictures: %s: the slices make seal %d: %s" % (stem, number + 1, self.name),
                            [] if share > 0.97 else ["they share %.3f of the red" % share])

    def run(self):
        results = self.programs.render(self.name, self.out, PPM, self.files)
        for file, result in sorted(results.items()):
            self.check_document(file[:-4], result)
        for stem in RIDES:
            if results.get(stem + ".ofd", {}).get("pages") == RIDE_PAGES and "v4-one.ofd" in results:
                self.check_slices(stem)


def run(suite, programs, env, documents):
    del env
    for name in ("ofd.js", "ofdrw"):
        if name in programs.reasons or programs.node is None:
            suite.skip("pictures: %s" % name, programs.reasons.get(name) or programs.reasons["node"])
            continue
        out = os.path.join(os.path.dirname(documents.folder), "pictures", name)
        try:
            Renderer(suite, programs, documents, name, out).run()
        except Trouble as error:
            suite.case("pictures: " + name, [str(error)])
