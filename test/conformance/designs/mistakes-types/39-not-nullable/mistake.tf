module "typed" {
  source = "./typed"
  tags   = null
}
