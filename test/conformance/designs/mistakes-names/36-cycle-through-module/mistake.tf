module "c" {
  source = "./m"
  size   = length(terraform_data.c.id)
  kind   = "c"
}
resource "terraform_data" "c" { input = module.c.id }
