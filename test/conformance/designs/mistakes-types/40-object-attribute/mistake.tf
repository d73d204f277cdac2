module "typed" {
  source = "./typed"
  tags   = { name = "x", list = [{ a = 1 }, { b = 2 }] }
}
