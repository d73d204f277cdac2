data "terraform_remote_state" "late" {
  backend    = "local"
  config     = { path = "network/terraform.tfstate" }
  depends_on = [terraform_data.before]
}
resource "terraform_data" "before" { input = "x" }
module "unused" {
  source  = "./unused"
  network = data.terraform_remote_state.late.outputs
}
