# flake8: noqa

# import apis into api package
from chatdoc.api.account_api import AccountApi
from chatdoc.api.collections_api import CollectionsApi
from chatdoc.api.documents_api import DocumentsApi
from chatdoc.api.pdf_parser_api import PDFParserApi
from chatdoc.api.questions_api import QuestionsApi
from chatdoc.api.search_api import SearchApi
from chatdoc.api.service_api import ServiceApi
from chatdoc.api.users_api import UsersApi
