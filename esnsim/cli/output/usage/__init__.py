"""What is printed of usage exports."""
