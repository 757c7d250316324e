"""The training offer: who gives a formation, where and when; ordered on the day of reading."""
