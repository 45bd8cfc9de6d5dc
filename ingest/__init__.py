"""The outside world: files, PDF text layers, pictures, OCR. Ends at clean pages."""
