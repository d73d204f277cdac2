module "r" {
  source = "./m"
  count  = length(module.r)
  size   = 1
}
