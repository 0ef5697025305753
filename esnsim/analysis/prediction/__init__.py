"""What comes next from what was counted so far, under each programme, and how such forecasts fared before."""
