"""Other names: what the columns of older registers and surveys are called elsewhere."""

from __future__ import annotations

OTHER_NAMES: dict[str, str] = {
    "received_at": "ngày nhận; ngày tiếp nhận; thời gian tiếp nhận; ngày giờ nhận; "
    "ngày; thời điểm; thời điểm tiếp nhận; ngày khiếu nại; ngày phản ánh; ngày đến; "
    "ngày tháng; date received; received; "
    "open date; opened; open dt; created; created at; date",
    "closed_at": "ngày đóng; ngày kết thúc; ngày hoàn thành; ngày xử lý xong; closed; "
    "closed date; closed dt; date closed; completed",
    "handled_at": "ngày giải quyết; ngày giải quyết xong; resolved; resolved at",
    "promised_at": "hạn xử lý; hạn trả lời; hạn giải quyết; ngày hẹn; ngày hẹn trả; "
    "thời hạn; due; due date; target date; target dt; deadline",
    "replied_at": "ngày trả lời; ngày phản hồi khách; ngày phúc đáp; response date; "
    "first reply",
    "replied_by": "người trả lời; người phúc đáp",
    "replied_how": "hình thức trả lời; cách trả lời",
    "name": "họ tên; tên khách; tên khách hàng; họ và tên khách hàng; người khiếu nại; "
    "người phản ánh; full name; customer; customer name",
    "phone": "số điện thoại; số đt; sđt; sđt khách; sđt liên hệ; đt; "
    "điện thoại liên hệ; di động; mobile; tel; telephone; phone number",
    "email": "e mail; thư điện tử; địa chỉ email; email address; mail",
    "org": "đơn vị khách; công ty; tên công ty; cơ quan; company; organization",
    "org_role": "chức vụ; chức danh khách; job title",
    "title": "chức vụ; job title",
    "customer": "mã khách; mã kh; mã số khách hàng; customer id; customer code",
    "code": "mã số; mã; mã kh; mã khách; số; id",
    "channel": "hình thức tiếp nhận; nguồn; nguồn tiếp nhận; kênh tiếp nhận; "
    "submitted via; source; via",
    "kind": "loại; loại phản hồi; loại phản ánh; phân loại phản ánh; category; type",
    "severity": "mức độ; mức độ nghiêm trọng; priority",
    "description": "nội dung; nội dung khiếu nại; nội dung phản ánh; "
    "nội dung phản hồi; nội dung góp ý; ý kiến khách hàng; mô tả; diễn giải; "
    "complaint; complaint text; consumer complaint narrative; details; issue; "
    "case title",
    "summary": "nội dung tóm tắt; trích yếu; tiêu đề; subject",
    "topic": "nhóm phản ánh; chủ đề; vấn đề; nhóm nội dung; reason",
    "service": "dịch vụ; sản phẩm; tên sản phẩm; mặt hàng; product",
    "contract": "số đơn hàng; mã đơn hàng; số hoá đơn; mã hợp đồng; hợp đồng; order; "
    "order id; contract no; invoice",
    "branch": "chi nhánh; cửa hàng; cơ sở phục vụ; store",
    "event_date": "ngày sự việc; ngày xảy ra sự việc; ngày phát sinh; event date",
    "wanted": "yêu cầu của khách; yêu cầu; đề nghị của khách; requested",
    "owner": "người xử lý; người phụ trách; người tiếp nhận; nhân viên tiếp nhận; "
    "nhân viên xử lý; cán bộ xử lý; assigned to; assignee",
    "heard_by": "người nghe",
    "leader_note": "ý kiến chỉ đạo; ý kiến giám đốc",
    "lesson": "bài học kinh nghiệm",
    "note": "ghi chú; ghi chú khác; diễn biến xử lý; kết quả xử lý; note; notes; "
    "comment; comments; remark; closure reason",
    "address": "nơi ở; địa chỉ liên hệ; address",
    "keeper": "nhân viên chăm sóc; nhân viên kinh doanh; sales",
    "area": "khu vực; tỉnh; tỉnh thành; region",
    "segment": "phân nhóm; nhóm; hạng khách; segment",
    "since": "ngày bắt đầu; khách từ; since",
    "contact": "người đại diện; đại diện; contact person",
    "at": "ngày trả lời; thời gian; dấu thời gian; timestamp; submitted; date",
    "campaign": "đợt khảo sát; chiến dịch; survey",
    "source": "hình thức trả lời; channel",
    "text": "câu hỏi; nội dung; ý kiến; question",
    "scale": "thang; thang đo; scale",
    "not_applicable": "không áp dụng; n a; na; not applicable",
    "track": "so sánh; từ khoá",
    "role": "chức vụ; vai trò; position",
    "unit": "phòng ban; bộ phận; đơn vị công tác; department",
    "cause": "nguyên nhân; cause",
    "root_cause": "nguyên nhân gốc rễ; root cause",
    "remedy": "biện pháp; biện pháp xử lý; hướng giải quyết; cách giải quyết; solution",
    "decided_by": "người phê duyệt; người quyết định",
    "case": "mã khiếu nại; số khiếu nại; mã hồ sơ; case id; case",
    "value": "giá trị; mức",
    "due": "hạn",
}
"""Names by a column's key, apart by ``;``; they are compared folded."""
