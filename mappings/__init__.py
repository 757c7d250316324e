"""The common format and everything that maps onto it: records, vocabularies, crosswalks, weights."""
