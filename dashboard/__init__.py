"""The house: settings, refresh, snapshot, measures, charts and the app."""
