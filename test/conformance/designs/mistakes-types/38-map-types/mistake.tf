module "typed" {
  source = "./typed"
  tags   = ["a"]
}
