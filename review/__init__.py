"""The analyst's desk: a local web page where a reading is looked at beside the page, checked and corrected."""
