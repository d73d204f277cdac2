// Regions are numbered by their names: a new first one renumbers the others.
regions = {
  shanghai = ["a", "b", "c", "d"]
  beijing  = ["a"]
  anhui    = []
}
