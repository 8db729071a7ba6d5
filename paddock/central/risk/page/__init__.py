"""The page for risk managers: plain HTML, CSS and JavaScript, served by the centre."""
