module "p" {
  size = 1
}
