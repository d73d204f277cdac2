variable "a" { default = "from override" }
locals { x = "override x" }
resource "terraform_data" "r" {
  triggers_replace = "override"
  lifecycle {
    prevent_destroy = false
    ignore_changes  = []
  }
}
