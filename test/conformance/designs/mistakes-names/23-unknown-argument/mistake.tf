module "p" {
  source = "./m"
  size   = 1
  sizes  = 2
}
