resource "terraform_data" "x" {
  lifecycle {
    prevent_destroy = length(var.names) > 1
  }
}
