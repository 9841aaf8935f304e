"""The settings of one desk."""
