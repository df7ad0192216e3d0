"""The sample document: a made-up company's annual report, built with everything that is true about it."""
