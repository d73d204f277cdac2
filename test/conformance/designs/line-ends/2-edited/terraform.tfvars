names = ["a", "c"]
# end
