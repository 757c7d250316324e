"""The codes of entities, kept in memory."""

import numpy as np

from index.engines.codes import Codes, codes_content

CODES = ["D1102", "FOR.1", "SITE.éco.lé-3"]


def test_codes_come_back_in_the_order_asked():
    codes = Codes(codes_content(CODES))
    assert codes.of(np.array([2, 0, 0, 1])) == ["SITE.éco.lé-3", "D1102", "D1102", "FOR.1"]


def test_no_code_is_asked_of_an_index_without_entities():
    assert Codes(codes_content([])).of(np.array([], dtype=np.int64)) == []
