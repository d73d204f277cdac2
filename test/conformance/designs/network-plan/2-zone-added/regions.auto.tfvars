regions = {
  shanghai = ["a", "b", "c", "d"]
  beijing  = ["a", "b"]
}
extra_tags = {
  "cost-center" = 4711
  "部门"          = "清算"
}
