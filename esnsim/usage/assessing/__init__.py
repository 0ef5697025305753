"""What an organisation's record says: ladder, weeks, answers, inequality, communities, groups, who came and went."""
