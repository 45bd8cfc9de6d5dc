"""The areas in names of units: "tỉnh Lạc Hà", "các xã, phường", and how far a place's own name runs."""

from normalize.unit_ends import UnitEnds


class UnitAreas(UnitEnds):
    """Reads areas and the names of places."""

    def _read_area(self, at: int) -> tuple[int, bool]:
        """ "tỉnh Lạc Hà", "các quận, huyện", "cấp tỉnh, cấp xã": index after it, and whether it means several."""
        determiner = self.phrase(at, self.names.determiners)
        if determiner > at and self.tokens[at].capital and self.key(at - 1) == "\n":
            return at, False  # a line item of its own: "Thuế cơ sở 3" over "Các xã, phường"
        if self.key(at) == "cấp" or determiner > at:
            inside = self.skip_wrap(max(determiner, at + 1))
            if determiner > at and self.key(inside) == "cấp":
                return inside + 1, True
            if determiner > at and (self.key(inside), self.key(inside + 1)) == ("địa", "phương"):
                return inside + 2, True  # "Ủy ban nhân dân các địa phương"
            end = self.phrase(inside, self.names.areas)
            return (self._read_more_areas(end), True) if end > inside else (at, False)
        end = self.phrase(at, self.names.areas)
        if end == at or self._opens_a_head(at, end):
            return at, False
        return self._with_more_areas(end)

    def _with_more_areas(self, at: int) -> tuple[int, bool]:
        """Index after an area's name or the areas listed with it, and whether there are any."""
        more, proper = self._read_more_areas(at, alone=True), self.read_proper(at)
        return (more, True) if more > proper else (proper, False)

    def _read_more_areas(self, at: int, alone: bool = False) -> int:
        """The rest of a list of areas ("trực thuộc trung ương"); after one *alone* or named "các …" is another unit."""
        named = False
        while at < len(self.tokens):
            here = self.skip_wrap(at)
            if self.key(here) in (",", "/", "và"):
                following = self.after_joint(here)
                if named and self.is_place(following):
                    return at  # "xã An Lạc, xã Bình Yên": two
                if (alone or named) and self.has(following, self.names.determiners):
                    return at
                following = self.skip_wrap(self.phrase(following, self.names.determiners))
                following = following + 1 if self.key(following) == "cấp" else following
                end = self.phrase(following, self.names.areas)
                if end == following or self._opens_a_head(following, end):
                    return at  # "…, Tỉnh đoàn": a unit, though "tỉnh" is an area
                at = end
            elif self.key(here) == "trực" and self.key(self.skip_wrap(here + 1)) == "thuộc":
                here = self.skip_wrap(self.skip_wrap(here + 1) + 1)
                at = max(self.phrase(here, self.names.areas), here)
            else:
                proper = self.read_proper(at)
                if proper == at:
                    return at
                at, alone, named = proper, False, True
        return at

    def _opens_a_head(self, at: int, area: int) -> bool:
        """Whether an area's words up to *area* are only the first of a unit's: "Tỉnh đoàn", "Trung ương Đoàn …"."""
        return max(self.phrase(at, self.names.heads), self.known_name(at)) > area

    def is_place(self, at: int) -> bool:
        """Whether one place with its kind and name begins at *at* ("xã An Lạc")."""
        area = self.phrase(at, self.names.areas)
        return area > at and self.read_proper(area) > area

    def read_proper(self, at: int) -> int:
        """Index after the capital words of a place's name."""
        here = first = self.skip_wrap(at)
        place = self._known_place(here)
        if place > here and self._is_written_as_place(here, place):
            # "Bình An Tây": a place that is in no list, named after one that is.
            while not self._opens_another(following := self.skip_wrap(place)):
                place = following + 1
            return place
        while here < len(self.tokens) and (self.tokens[here].capital or self.tokens[here].text.isdigit()):
            called_so = here == first == at and self._is_called_after_a_head(here)
            if (self.is_name_start(here) and not called_so) or self.has(here, self.names.determiners):
                break
            if self.role_words(here)[0] is not None:
                break  # "Phối hợp: …" on the line below "UBND xã"
            at = here + 1
            here = self.skip_wrap(at)
        return at

    def _known_place(self, at: int) -> int:
        """Index after the longest known place at *at*, a dash inside or not ("An Lạc - Suối Ngọc")."""
        dashed = self.phrase(at, self.names.place_phrases, loose=True)
        if all(token.word or token.key in ("-", "–", "\n") for token in self.tokens[at:dashed]):
            return dashed
        return self.phrase(at, self.names.place_phrases)

    def _is_written_as_place(self, at: int, end: int) -> bool:
        """Whether a place's words from *at* to *end* are one here: "Liên minh Hợp tác xã" opens with "Liên Minh"."""
        words = [token for token in self.tokens[at:end] if token.word]
        if not self.tokens[at].word or not (words[0].capital or end - at > 1):
            return False
        return not words[0].capital or all(token.capital for token in words) or not self.is_name_start(at)

    def _is_called_after_a_head(self, at: int) -> bool:
        """Whether a place's name begins like a unit's, with one syllable: "xã Hội Lạc", but not "xã Hội Nông dân"."""
        if max(self.phrase(at, self.names.heads), self.known_name(at)) > at + 1 or at + 1 >= len(self.tokens):
            return False
        after = self.tokens[at + 2] if at + 2 < len(self.tokens) else None
        return self.tokens[at + 1].capital and (after is None or after.capital or not after.word)

    def _opens_another(self, at: int) -> bool:
        """Whether what stands behind a place is no more of its name: no capital, or a unit, a role or a verb begins."""
        if at >= len(self.tokens) or not self.tokens[at].capital:
            return True
        return self.unit_start(at) is not None or self.ends_unit(at) or self.has(at, self.names.verbs)
