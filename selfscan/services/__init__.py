"""What people do with the scan, with their path, and with their result."""
