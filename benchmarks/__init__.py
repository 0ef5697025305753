"""What is measured outside the tests: speed, agreement with yardsticks, fits, and forecasts of real adoption."""
