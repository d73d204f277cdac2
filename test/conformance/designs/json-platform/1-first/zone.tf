resource "terraform_data" "zone" {
  input = "${local.prefix}.example.internal"
}
