resource "terraform_data" "zone" {
  input            = "${local.prefix}.example.cn"
  triggers_replace = local.prefix
}
