module "p" {
  source = "./missing"
}
