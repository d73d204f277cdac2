module "p" {
  source = "./m"
}
