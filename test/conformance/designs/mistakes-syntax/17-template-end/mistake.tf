locals {
  text = "%{ if true }x%{ end }"
}
