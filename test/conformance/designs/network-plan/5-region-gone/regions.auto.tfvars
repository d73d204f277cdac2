regions = { shanghai = ["a", "b"] }
