"""What several screens are made of: forms, fields for zones, dates and severities, and lines that refuse."""
