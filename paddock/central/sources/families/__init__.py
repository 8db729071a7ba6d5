"""The sources that come with Paddock, by what they are asked about."""
